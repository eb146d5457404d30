/** What scripts outside an editor need beside dist/core.mjs. */
export { folderBeside, nodeDisk, nodeNotes } from './nodeDisk';
export { nodeFileStore } from './nodeFileStore';
