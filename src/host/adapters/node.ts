/** What scripts outside an editor need beside dist/core.mjs. */
export { nodeFileStore } from './nodeFileStore';
