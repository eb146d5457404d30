import fc from 'fast-check';

// In continuous integration chance falls the same way every time, so that a failure there is the change's. Elsewhere every run tries
// something new.
if (process.env['CI'] !== undefined) {
	fc.configureGlobal({ seed: 20261123 });
}
