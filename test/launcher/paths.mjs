import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Git-ignored: what the launcher installs, and what it may delete at any time. */
export const cacheFolder = join(root, '.cache');

/** Git-ignored: what test runs leave behind to look at. */
export const outFolder = join(root, 'out');

/** The workspace that `npm start` and the tests open a copy of. */
export const sampleWorkspace = join(root, 'test/fixtures/sample-workspace');
