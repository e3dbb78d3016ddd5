//! `chuchu/outline`: what the side bar, the status line and "next claim" of the plugins are made of.

use crate::harness::{Client, URI};
use serde_json::{Value, json};

async fn claims(client: &mut Client) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": URI } });
    let outline = client.request("chuchu/outline", params).await["result"].take();
    outline["claims"].as_array().unwrap().clone()
}

fn missing(claims: &[Value]) -> Vec<&Value> {
    claims.iter().filter(|claim| claim["state"] == "missing").collect()
}

#[tokio::test]
async fn every_claim_without_a_source_is_told_however_many() {
    let mut client = Client::start().await;
    let text: String = (0..1500).map(|n| format!("第{n}项支出去年减少了93亿美元。\n\n")).collect();
    client.open(&text).await;
    let claims = claims(&mut client).await;
    let missing = missing(&claims);
    assert_eq!(missing.len(), 1500);
    assert!(missing.iter().all(|claim| claim["code"] == "unsourced-statistic"));
    client.take_unread();
}

#[tokio::test]
async fn what_is_allowed_or_switched_off_is_not_told_as_missing() {
    let mut client = Client::start().await;
    client
        .open(
            "<!-- chuchu: allow unsourced-statistic -- 自有数据 -->\n出口减少了93亿美元。\n\n据报道，进口减少了18%。\n",
        )
        .await;
    let told = claims(&mut client).await;
    let [vague] = missing(&told)[..] else { panic!("{told:?}") };
    assert_eq!(
        (vague["code"].as_str(), vague["range"]["start"]["line"].as_u64()),
        (Some("vague-attribution"), Some(3))
    );
    client
        .notify(
            "workspace/didChangeConfiguration",
            json!({ "settings": { "chuchu": { "rules": { "vague-attribution": "off" } } } }),
        )
        .await;
    let told = claims(&mut client).await;
    assert!(missing(&told).is_empty(), "{told:?}");
    client.take_unread();
}

#[tokio::test]
async fn a_thousand_findings_are_listed_the_most_severe_first_and_a_notice_says_how_many_there_are() {
    let mut client = Client::start().await;
    let text = "去年该市的外来人口增长了37.5%。\n\n".repeat(1_100) + "一句话<sup>[9]</sup>。\n";
    client.open(&text).await;
    let shown = client.diagnostics().await;
    let shown = shown["diagnostics"].as_array().unwrap();
    let of = |code: &str| shown.iter().filter(|one| one["code"] == code).collect::<Vec<_>>();
    assert_eq!((shown.len(), of("unsourced-statistic").len(), of("undefined-footnote").len()), (1_001, 999, 1));
    let message = of("more-findings")[0]["message"].as_str().unwrap();
    assert!(message.contains("1101") && message.contains("1000"), "{message}");
}

#[tokio::test]
async fn an_edit_that_moves_only_what_is_not_listed_changes_no_report() {
    let mut client = Client::with(json!({ "textDocument": { "diagnostic": {} } })).await;
    client.open(&"去年该市的外来人口增长了37.5%。\n\n".repeat(1_100)).await;
    let pull = |known: &Value| json!({ "textDocument": { "uri": URI }, "previousResultId": known });
    let first = client.request("textDocument/diagnostic", pull(&Value::Null)).await["result"].take();
    assert_eq!(first["items"].as_array().map(Vec::len), Some(1_001));
    // Into the last paragraph but one, of which nothing is listed, and into the first.
    let mut kinds = Vec::new();
    for (version, line) in [(2, 2_196), (3, 0)] {
        client.change(version, [line, 0, line, 0], "有").await;
        let report = client.request("textDocument/diagnostic", pull(&first["resultId"])).await["result"].take();
        kinds.push(report["kind"].as_str().map(str::to_owned));
    }
    assert_eq!(kinds, [Some("unchanged".to_owned()), Some("full".to_owned())]);
    client.take_unread();
}
