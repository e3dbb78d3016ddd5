// Keeps open, change and close of documents in the order in which they happened. The library sends the last change of a
// draft that is thrown away after its close.
import type { Middleware } from 'vscode-languageclient/node';

export function inOrder(): Pick<Middleware, 'didOpen' | 'didChange' | 'didClose'> {
  const changes = new Set<Promise<void>>();
  let closing = Promise.resolve();
  return {
    didOpen: async (document, next) => {
      await closing;
      await next(document);
    },
    didChange: async (event, next) => {
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
