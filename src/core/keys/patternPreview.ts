import { citationKey, parseKeyPattern } from '../citekey';
import type { IncomingPaper } from '../paper';

/** What a pattern that is being typed makes of some papers, or what is wrong with it. */
export type PatternPreview = { readonly kind: 'keys'; readonly keys: readonly { readonly key: string; readonly title: string }[] } | { readonly kind: 'mistake'; readonly message: string };

export function previewPattern(pattern: string, papers: readonly IncomingPaper[]): PatternPreview {
	const parsed = parseKeyPattern(pattern);
	return parsed.kind === 'mistake' ? { kind: 'mistake', message: parsed.message } : { kind: 'keys', keys: papers.map(paper => ({ key: citationKey(paper, pattern), title: paper.title })) };
}
