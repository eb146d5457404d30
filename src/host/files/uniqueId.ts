import { randomUUID } from 'node:crypto';

/** A random UUID. Not by the global `crypto`, which the extension host has only since VS Code 1.90 (Node 20). */
export function uniqueId(): string {
	return randomUUID();
}
