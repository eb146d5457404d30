// npm run third-party: writes THIRD-PARTY.md from what is bundled.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../launcher/paths.mjs';
import { readInputs } from './readInputs.mjs';
import { bundledPackages } from './bundled.mjs';
import { thirdPartyText } from './thirdParty.mjs';

const packages = await bundledPackages(await readInputs(), root);
await writeFile(join(root, 'THIRD-PARTY.md'), await thirdPartyText(packages, root));
console.log(`THIRD-PARTY.md: ${packages.length} packages`);
