import fc from 'fast-check';

// In continuous integration chance falls the same way every time, so that a failure there is the change's. Elsewhere every run tries
// something new; SEED=7 tries the same again.
const seed = process.env['SEED'] ?? (process.env['CI'] === undefined ? undefined : '20261123');
if (seed !== undefined) {
	fc.configureGlobal({ seed: Number(seed) });
}
