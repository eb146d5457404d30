/** A random UUID. */
export function uniqueId(): string {
	return crypto.randomUUID();
}
