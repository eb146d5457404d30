/**
 * The core as a plain ES module (dist/core.mjs), for scripts and benchmarks. dist/node.mjs has a FileStore for it.
 */
export { citationKey, defaultKeyPattern, parseKeyPattern } from './keys/citekey';
export { toBiblatex, toBibtex } from './bibtex/write/bibtex';
export { toCslJson, toCslYaml } from './export/csl';
export { toMarkdownList } from './export/markdownList';
export { toRis } from './export/ris';
export { decode } from './ingest/decode';
export { ingest } from './ingest/ingest';
export type { Ingested, IngestOptions } from './ingest/ingest';
export { openLibrary } from './library/library';
export type { Library } from './library/library';
export type { IncomingPaper, Paper } from './paper/paper';
export type { FileStore } from './files/ports';
