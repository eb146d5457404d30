import type { Bar, Lead } from '../../core/reading/overview';
import { svg } from '../shared/svg';

// Bars are drawn here, by rectangles and texts of SVG: libraries of plots draw on a canvas, which no screen reader reads (uPlot, Chart.js),
// or write styles into the page (Observable Plot, Vega), which its content security policy forbids.

const rowHeight = 22;
const barHeight = 14;
const labelWidth = 170;
const width = 460;
/** For the count after the longest bar. */
const countWidth = 50;
/** In widths of a letter. */
const longestLabel = 22;

/** A picture of bars. Each that leads somewhere is a button, by mouse and keyboard. */
export function drawBars(bars: readonly Bar[], title: string, open: (lead: Lead) => void): SVGSVGElement {
	const most = Math.max(1, ...bars.map(({ count }) => count));
	const height = bars.length * rowHeight;
	const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: 'group' });
	drawing.setAttribute('aria-label', title);
	bars.forEach((bar, at) => drawing.append(row(bar, at, most, open)));
	return drawing;
}

function row({ label, count, lead }: Bar, at: number, most: number, open: (lead: Lead) => void): SVGGElement {
	const middle = at * rowHeight + rowHeight / 2;
	const length = Math.max(1, ((width - labelWidth - countWidth) * count) / most);
	// Its name, and what stands beside the pointer: labels may be cut.
	const whole = svg('title', {});
	whole.textContent = `${label}: ${count}`;
	const made = svg('g', { class: lead === undefined ? 'bar' : 'bar leads', 'data-bar': label });
	made.append(
		whole,
		svg('rect', { class: 'room', x: '0', y: String(at * rowHeight), width: String(width), height: String(rowHeight) }),
		text(shortened(label), labelWidth - 8, middle, 'end', 'label'),
		svg('rect', {
			class: 'length',
			x: String(labelWidth),
			y: String(middle - barHeight / 2),
			width: length.toFixed(1),
			height: String(barHeight),
			rx: '2',
		}),
		text(String(count), labelWidth + length + 6, middle, 'start', 'count'),
	);
	if (lead === undefined) {
		made.setAttribute('role', 'img');
	} else {
		made.setAttribute('role', 'button');
		made.setAttribute('tabindex', '0');
		made.addEventListener('click', () => open(lead));
		made.addEventListener('keydown', event => {
			if (event.key === 'Enter' || event.key === ' ') {
				event.preventDefault();
				open(lead);
			}
		});
	}
	return made;
}

function text(content: string, x: number, y: number, anchor: 'start' | 'end', name: string): SVGTextElement {
	const made = svg('text', { class: name, x: x.toFixed(1), y: String(y), 'text-anchor': anchor, 'dominant-baseline': 'central' });
	made.textContent = content;
	return made;
}

/** Letters of Chinese, Japanese and Korean are as wide as two. */
function shortened(label: string): string {
	let room = longestLabel;
	let end = 0;
	for (const letter of label) {
		room -= letter > '\u2e7f' ? 2 : 1;
		if (room < 0) {
			return `${label.slice(0, end).trimEnd()}…`;
		}
		end += letter.length;
	}
	return label;
}

/** The picture as a file of its own, with the colours and letters that it has here. */
export function pictureOf(drawing: SVGSVGElement): string {
	const copy = drawing.cloneNode(true);
	if (!(copy instanceof SVGSVGElement)) {
		return '';
	}
	const colours = getComputedStyle(document.body);
	const background = svg('rect', { width: '100%', height: '100%', fill: colours.backgroundColor });
	const own = [...drawing.querySelectorAll('rect, text')];
	[...copy.querySelectorAll('rect, text')].forEach((part, at) => {
		const original = own[at];
		if (original !== undefined) {
			part.setAttribute('fill', getComputedStyle(original).fill);
		}
	});
	copy.querySelectorAll('g').forEach(group => ['class', 'role', 'tabindex', 'data-bar'].forEach(name => group.removeAttribute(name)));
	copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
	copy.setAttribute('font-family', colours.fontFamily);
	copy.setAttribute('font-size', '13');
	copy.prepend(background);
	return `${new XMLSerializer().serializeToString(copy)}\n`;
}
