/** What scripts outside an editor need beside dist/core.mjs. */
export { nodeNetwork } from '../network/nodeNetwork';
export { nodeCharacterMaps } from '../pdf/nodeCharacterMaps';
export { PdfReader } from '../pdf/pdfReading';
export { nodeThread } from './nodeThread';
export { nodeCaches } from './nodeCaches';
export { folderBeside, nodeDisk, nodeNotes } from './nodeDisk';
export { nodeFileStore } from './nodeFileStore';
export { painter, progressOn, resultOn } from './nodeTerminal';
