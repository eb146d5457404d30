// Stands in for node:assert/strict in the web worker host: the part that tests shared by both hosts may use.

function assert(value: unknown, message = 'not truthy'): asserts value {
	if (!value) {
		fail(message);
	}
}

function fail(message: string): never {
	throw new Error(message);
}

function equal(actual: unknown, expected: unknown, message?: string): void {
	assert(Object.is(actual, expected), message ?? `${show(actual)} is not ${show(expected)}`);
}

function notEqual(actual: unknown, expected: unknown, message?: string): void {
	assert(!Object.is(actual, expected), message ?? `both are ${show(actual)}`);
}

function deepEqual(actual: unknown, expected: unknown, message?: string): void {
	assert(isDeepEqual(actual, expected), message ?? `${show(actual)} is not ${show(expected)}`);
}

function match(actual: string, expected: RegExp, message?: string): void {
	assert(expected.test(actual), message ?? `${show(actual)} does not match ${expected.source}`);
}

function doesNotMatch(actual: string, expected: RegExp, message?: string): void {
	assert(!expected.test(actual), message ?? `${show(actual)} matches ${expected.source}`);
}

function throws(action: () => unknown, expected?: RegExp): void {
	let error: unknown;
	try {
		action();
	} catch (caught) {
		error = caught;
	}
	assertThrown(error, expected);
}

async function rejects(action: Promise<unknown> | (() => Promise<unknown>), expected?: RegExp): Promise<void> {
	let error: unknown;
	try {
		await (typeof action === 'function' ? action() : action);
	} catch (caught) {
		error = caught;
	}
	assertThrown(error, expected);
}

function assertThrown(error: unknown, expected?: RegExp): void {
	assert(error !== undefined, 'nothing was thrown');
	if (expected) {
		match(error instanceof Error ? `${error.name}: ${error.message}` : show(error), expected);
	}
}

function isDeepEqual(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) {
		return true;
	}
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
		return false;
	}
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every(key => key in b && isDeepEqual(Reflect.get(a, key), Reflect.get(b, key)));
}

function show(value: unknown): string {
	return value === undefined ? String(value) : JSON.stringify(value, null, 2);
}

export default Object.assign(assert, {
	ok: assert,
	fail,
	equal,
	strictEqual: equal,
	notEqual,
	notStrictEqual: notEqual,
	deepEqual,
	deepStrictEqual: deepEqual,
	match,
	doesNotMatch,
	throws,
	rejects,
});
