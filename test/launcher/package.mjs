// npm run package
import { ensureDependencies } from './dependencies.mjs';
import { buildVsix } from './vsix.mjs';

await ensureDependencies();
console.log(await buildVsix({ forUsers: true }));
