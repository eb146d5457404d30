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
/** Between a label and its bar. */
const labelGap = 8;
const fontSize = 13;

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
		text(shortened(label), labelWidth - labelGap, middle, 'end', 'label'),
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

/** As much of a label as there is room for, in the font of the page. */
function shortened(label: string): string {
	const pen = document.createElement('canvas').getContext('2d');
	if (pen === null) {
		return label;
	}
	pen.font = `${fontSize}px ${getComputedStyle(document.body).fontFamily}`;
	const fits = (words: string) => pen.measureText(words).width <= labelWidth - labelGap;
	if (fits(label)) {
		return label;
	}
	const letters = [...new Intl.Segmenter().segment(label)].map(({ segment }) => segment);
	const end = letters.findIndex((_, at) => !fits(`${letters.slice(0, at + 1).join('')}…`));
	return `${letters.slice(0, end).join('').trimEnd()}…`;
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
	copy.setAttribute('font-size', String(fontSize));
	copy.prepend(background);
	return `${new XMLSerializer().serializeToString(copy)}\n`;
}
