import type { Formatted } from './formattedText';
import { textOfFormatted } from './formattedText';

/** A work's stretch of a text, in offsets of its plain words. */
interface Part {
	readonly key: string;
	readonly start: number;
	readonly end: number;
}

/**
 * A formatted citation with each work's part marked as its cite. citeproc marks parts only where it leaves out the parentheses and full
 * stops around them: that writing of the same citation, `Doe 2020; Roe 2021`, says where they stand in `(Doe 2020; Roe 2021)`. Where it
 * reads otherwise nothing is marked.
 */
export function withCiteParts(cluster: readonly Formatted[], parts: readonly Formatted[]): readonly Formatted[] {
	const words = textOfFormatted(parts);
	const at = words === '' ? -1 : textOfFormatted(cluster).indexOf(words);
	return at < 0 ? cluster : markedParts(cluster, partsOf(parts, at));
}

/**
 * The same for numbers, which citeproc marks nowhere: `[1,3]` or `[1]–[3]`. Numbers of works that stand within a range are not there to be
 * marked.
 */
export function withNumberParts(
	cluster: readonly Formatted[],
	works: readonly { readonly key: string; readonly number: number }[],
): readonly Formatted[] {
	const numbers = Array.from(textOfFormatted(cluster).matchAll(/\d+/g));
	return markedParts(
		cluster,
		numbers.flatMap(({ 0: digits, index }) =>
			works.filter(({ number }) => String(number) === digits).map(({ key }) => ({ key, start: index, end: index + digits.length })),
		),
	);
}

function partsOf(nodes: readonly Formatted[], from: number): readonly Part[] {
	let start = from;
	return nodes.flatMap(node => {
		const end = start + textOfFormatted([node]).length;
		const found = node.kind === 'cite' ? [{ key: node.key, start, end }] : 'children' in node ? partsOf(node.children, start) : [];
		start = end;
		return found;
	});
}

function markedParts(nodes: readonly Formatted[], parts: readonly Part[]): readonly Formatted[] {
	const edges = parts.flatMap(({ start, end }) => [start, end]);
	const whole: Formatted[] = [];
	let at = 0;
	let last: { readonly part: Part; readonly children: Formatted[] } | undefined;
	for (const piece of piecesOf(nodes, edges)) {
		const start = at;
		at += textOfFormatted([piece]).length;
		const part = parts.find(candidate => candidate.start <= start && at <= candidate.end && candidate.start < candidate.end);
		if (part === undefined) {
			last = undefined;
			whole.push(piece);
		} else if (last?.part === part) {
			last.children.push(piece);
		} else {
			last = { part, children: [piece] };
			whole.push({ kind: 'cite', key: part.key, children: last.children });
		}
	}
	return whole;
}

function piecesOf(nodes: readonly Formatted[], edges: readonly number[]): readonly Formatted[] {
	let at = 0;
	return nodes.flatMap(node => {
		const start = at;
		at += textOfFormatted([node]).length;
		return cut(
			node,
			edges.map(edge => edge - start),
		);
	});
}

/** A node as pieces that none of the offsets lies within. */
function cut(node: Formatted, edges: readonly number[]): readonly Formatted[] {
	const length = textOfFormatted([node]).length;
	const inner = [...new Set(edges)].filter(edge => edge > 0 && edge < length).sort((a, b) => a - b);
	return [0, ...inner].map((start, index) => sliced(node, start, inner[index] ?? length));
}

/** The part of a node between two offsets of its plain words. */
function sliced(node: Formatted, start: number, end: number): Formatted {
	if (node.kind === 'text') {
		return { ...node, text: node.text.slice(start, end) };
	}
	if (node.kind === 'unknown') {
		return node;
	}
	let at = 0;
	const children = node.children.flatMap(child => {
		const from = at;
		at += textOfFormatted([child]).length;
		return at <= start || from >= end ? [] : [sliced(child, Math.max(0, start - from), Math.min(at, end) - from)];
	});
	return { ...node, children };
}
