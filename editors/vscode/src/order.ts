// Keeps open, change and close of documents in the order in which they happened. The library sends the last change of a
// draft that is thrown away after its close.
import type { Middleware } from 'vscode-languageclient/node';

export function inOrder(): Pick<Middleware, 'didOpen' | 'didChange' | 'didClose'> {
  const changes = new Set<Promise<void>>();
  /** Documents that are open here and not yet for the server. */
  const waiting = new Set<string>();
  let closing = Promise.resolve();
  return {
    didOpen: async (document, next) => {
      const uri = document.uri.toString();
      waiting.add(uri);
      await closing;
      waiting.delete(uri);
      await next(document);
    },
    didChange: async (event, next) => {
      // The text that will be opened has it.
      if (waiting.has(event.document.uri.toString())) return;
      // What a dying server did not get is in the text that its successor opens; the client has logged it.
      const sent = next(event).catch(() => undefined);
      changes.add(sent);
      await sent;
      changes.delete(sent);
    },
    didClose: async (document, next) => {
      const sent = Promise.allSettled([closing, ...changes]).then(() => next(document));
      closing = sent.catch(() => undefined);
      await sent;
    },
  };
}
