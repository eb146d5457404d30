import { citationKey, parseKeyPattern } from './citekey';
import type { IncomingPaper } from '../paper/paper';
import type { PatternPreview } from './patternPreview';

/** The keys that a pattern makes of some papers. */
export function previewKeys(pattern: string, papers: readonly IncomingPaper[]): PatternPreview {
	const parsed = parseKeyPattern(pattern);
	return parsed.kind === 'mistake'
		? { kind: 'mistake', message: parsed.message }
		: { kind: 'names', names: papers.map(paper => ({ name: citationKey(paper, pattern), title: paper.title })) };
}
