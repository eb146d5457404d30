/**
 * Environments in which markdown-it reads a note that is shown inside another document: its citations are not that document's, which has a
 * list of references of its own.
 */
export const embeddings = new WeakSet<object>();
