// The order in which the server is told of open, change and close, without an editor.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder } from '../../../editors/vscode/src/order.ts';

const document = { uri: { toString: () => 'file:///a.md' }, text: '' };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** What was sent, in order; `hold` keeps the next close from being sent. */
function client() {
  const sent = [];
  const order = inOrder();
  let release;
  return {
    sent,
    open: () => order.didOpen(document, async ({ text }) => { sent.push(`open ${text}`); }),
    change: (text) => {
      document.text += text;
      return order.didChange({ document }, async () => { sent.push(`change ${text}`); });
    },
    fail: () => order.didChange({ document }, () => Promise.reject(new Error('write EPIPE'))),
    close: () => order.didClose(document, () => new Promise((resolve) => { release = () => { sent.push('close'); resolve(); }; })),
    release: () => release(),
  };
}

test('a change of a draft that waits to be opened is in the text that is opened, and not sent once more', async () => {
  document.text = 'a';
  const { sent, open, change, close, release } = client();
  await open();
  const all = [close(), open(), change('b')];
  await settled();
  release();
  await Promise.all(all);
  await change('c');
  assert.deepEqual(sent, ['open a', 'close', 'open ab', 'change c']);
});

test('a change is sent before the close that follows it', async () => {
  document.text = 'a';
  const { sent, open, change, close, release } = client();
  await open();
  const all = [change('b'), close()];
  await settled();
  release();
  await Promise.all(all);
  assert.deepEqual(sent, ['open a', 'change b', 'close']);
});

test('a change that a dying server does not get fails nobody', async () => {
  document.text = 'a';
  const { open, fail } = client();
  await open();
  await fail();
});
