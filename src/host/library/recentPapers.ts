import type { Memento } from 'vscode';
import { isArray } from '../../core/data/json';

const name = 'marginalia.recentPapers';
const capacity = 20;

let memory: Memento | undefined;

/** Where it is remembered from now on which papers were used: every picker of papers shows those first. */
export function rememberRecentPapers(state: Memento): void {
	memory = state;
}

/** The keys of the papers that were opened or cited last in this workspace, the last first. */
export function recentPapers(): readonly string[] {
	const kept: unknown = memory?.get(name);
	return isArray(kept) ? kept.filter(key => typeof key === 'string') : [];
}

/** Notes that papers were opened or cited. */
export async function notePapersUsed(keys: readonly string[]): Promise<void> {
	await memory?.update(name, [...new Set([...keys, ...recentPapers()])].slice(0, capacity));
}
