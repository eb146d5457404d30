// npm run package
import { ensureDependencies } from './dependencies.mjs';
import { buildVsix, packCommandLine } from './vsix.mjs';

await ensureDependencies();
console.log(await buildVsix({ forUsers: true }));
console.log(await packCommandLine());
