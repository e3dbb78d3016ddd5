//! What an item is, by the classes it is an instance of (P31). The classes of the items that writers of commentary meet;
//! a dump names the closest class, so the usual subclasses stand here too.

use crate::knowledge::Kind;

/// The kinds with their classes, the most telling first: an agency of a government that is a news agency is an outlet.
const CLASSES: &[(Kind, &[&str])] = &[
    (Kind::Person, &["Q5"]),
    (Kind::Office, OFFICES),
    (Kind::State, STATES),
    // Political party, party faction or federation, political coalition.
    (Kind::Party, &["Q7278", "Q24649", "Q6138528", "Q388602"]),
    // Newspaper, daily, online newspaper, news medium, news agency, magazine, periodical, news website.
    (Kind::Media, &["Q11032", "Q1110794", "Q1153191", "Q1193236", "Q192283", "Q41298", "Q1002697", "Q17232649"]),
    // Television and radio station, channel, broadcaster, academic and scientific journal, media company.
    (Kind::Media, &["Q1616075", "Q14350", "Q2001305", "Q15265344", "Q737498", "Q5633421", "Q1331793"]),
    // Think tank, research institute.
    (Kind::ThinkTank, &["Q155271", "Q31855"]),
    // Weapon, its model and family; aircraft model and family; ship and submarine class.
    (Kind::Weapon, &["Q728", "Q15142894", "Q15142889", "Q15056995", "Q15056993", "Q559026", "Q1428357"]),
    // Aircraft carrier, destroyer, frigate.
    (Kind::Weapon, &["Q17205", "Q174736", "Q161705"]),
    // Government, agency, ministry, organization of a government, executive, department and agency of the United States.
    (Kind::Government, &["Q7188", "Q327333", "Q192350", "Q2659904", "Q35798", "Q910252", "Q20857065"]),
    // Parliament, legislature, lower and upper house, the two kinds of parliaments by houses.
    (Kind::Government, &["Q35749", "Q11204", "Q375928", "Q637846", "Q10553309", "Q37002670"]),
    // Court, supreme court, central bank, intelligence and law-enforcement agency, armed forces, army, navy, air force.
    (Kind::Government, &["Q41487", "Q190752", "Q66344", "Q47913", "Q732717", "Q772547", "Q37726", "Q4508", "Q11223"]),
    // International, intergovernmental and regional organization, supranational union, body of the United Nations.
    (Kind::Organization, &["Q484652", "Q245065", "Q4120211", "Q1335818", "Q15285626"]),
    // Military alliance, armed and terrorist organization, military unit, political organization.
    (Kind::Organization, &["Q1127126", "Q17149090", "Q17127659", "Q176799", "Q7210356"]),
    // Business, enterprise, company, public company, bank, technology company, stock exchange.
    (Kind::Organization, &["Q4830453", "Q6881511", "Q783794", "Q891723", "Q22687", "Q18388277", "Q11691"]),
    // Organization, nonprofit, NGO, foundation, association, trade union, university.
    (Kind::Organization, &["Q43229", "Q163740", "Q79913", "Q157031", "Q15911314", "Q178790", "Q3918"]),
    // City, big city, city of a million, metropolis, capital, town, village, settlement.
    (Kind::Place, &["Q515", "Q1549591", "Q1637706", "Q200250", "Q5119", "Q3957", "Q532", "Q486972"]),
    // Region, administrative unit, first-level one, state of the United States, dependent and disputed territory.
    (Kind::Place, &["Q82794", "Q56061", "Q10864048", "Q35657", "Q161243", "Q15239622"]),
    // Island, archipelago, peninsula, sea, strait, river, lake, bay, canal, mountain, mountain range, desert, continent.
    (Kind::Place, &["Q23442", "Q33837", "Q34763", "Q165", "Q37901", "Q4022", "Q23397", "Q39594", "Q12284"]),
    (Kind::Place, &["Q8502", "Q46831", "Q8514", "Q5107"]),
    // Airport, port, military base.
    (Kind::Place, &["Q1248784", "Q44782", "Q245016"]),
];

/// Country, sovereign state, state, historical country, state with limited recognition.
const STATES: &[&str] = &["Q6256", "Q3624078", "Q7275", "Q3024240", "Q15634554"];

/// Position, public office, role, head of state and of government, minister, foreign minister, president, prime
/// minister, ambassador, governor, mayor.
const OFFICES: &[&str] = &[
    "Q4164871", "Q294414", "Q214339", "Q48352", "Q2285706", "Q83307", "Q7330070", "Q30461", "Q14212", "Q121998",
    "Q132050", "Q30185",
];

/// What an item of these classes is; the most telling class counts.
pub(super) fn kind_of<'a>(classes: impl Iterator<Item = &'a str>) -> Option<Kind> {
    let places = classes.filter_map(|class| CLASSES.iter().position(|(_, ids)| ids.contains(&class)));
    places.min().and_then(|place| CLASSES.get(place)).map(|&(kind, _)| kind)
}

/// The classes of what other items refer to: states and offices.
pub(super) fn referred() -> impl Iterator<Item = &'static str> {
    STATES.iter().chain(OFFICES).copied()
}
