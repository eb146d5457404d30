import { svg } from './svg';

/** Line drawings on a grid of 16, in the text's colour. They say nothing to a screen reader: the words beside them do. */
const drawings = {
	previous: 'M10 3.5 5.5 8l4.5 4.5',
	next: 'M6 3.5 10.5 8 6 12.5',
	cite: 'M6.5 4.5c-2 .5-3 1.8-3 4v3h3v-3h-2M12.5 4.5c-2 .5-3 1.8-3 4v3h3v-3h-2',
	note: 'M3.5 2.5h9v7l-3 4h-6zM12.5 9.5h-3v4M5.5 5.5h5M5.5 8h3',
	area: 'M2.5 5v-2.5h2.5M11 2.5h2.5v2.5M13.5 11v2.5h-2.5M5 13.5h-2.5v-2.5M5 5.5h6v5h-6z',
	outline: 'M2.5 3.5h8M5.5 8h8M5.5 12.5h8M2.5 8h.01M2.5 12.5h.01',
	quote: 'M2.5 3v10M5.5 4h8M5.5 8h8M5.5 12h5',
	thought: 'M2.5 3.5h11v7h-6l-3 3v-3h-2zM5.5 7h.01M8 7h.01M10.5 7h.01',
	linkNote:
		'M6.8 9.2a2.3 2.3 0 0 0 3.3 0l2.2-2.2a2.3 2.3 0 0 0-3.3-3.3l-.8.8M9.2 6.8a2.3 2.3 0 0 0-3.3 0L3.7 9a2.3 2.3 0 0 0 3.3 3.3l.8-.8',
	copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
	braces:
		'M6 2.5H5c-.8 0-1.2.4-1.2 1.2v2.3c0 1-.5 1.7-1.3 2 .8.3 1.3 1 1.3 2v2.3c0 .8.4 1.2 1.2 1.2h1M10 2.5h1c.8 0 1.2.4 1.2 1.2v2.3c0 1 .5 1.7 1.3 2-.8.3-1.3 1-1.3 2v2.3c0 .8-.4 1.2-1.2 1.2h-1',
	tag: 'M8.5 2.5h5v5l-6 6-5-5zM11 5h.01',
	edit: 'M11 2.5l2.5 2.5L6 12.5l-3.2.7.7-3.2zM9.3 4.2l2.5 2.5',
	smaller: 'M4 8h8',
	larger: 'M4 8h8M8 4v8',
	font: 'M2.5 12.5h3M4 12.5 7.5 3h1L12 12.5M10.5 12.5h3M5.3 9h5.4',
	width: 'M2.5 3v10M13.5 3v10M4.5 8h7M6.5 6l-2 2 2 2M9.5 6l2 2-2 2',
	help: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.5h.01M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0',
	remove: 'M5 5l6 6M11 5l-6 6',
	rotate: 'M12.5 8a4.5 4.5 0 1 1-1.6-3.4M11.5 2v3h-3',
	invert: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
	find: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.2 3.2',
	code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
	project: 'M2.5 3.5h11v9h-11zM2.5 6.2h11',
	data: 'M3 4.2c0-1 2.2-1.7 5-1.7s5 .7 5 1.7v7.6c0 1-2.2 1.7-5 1.7s-5-.7-5-1.7zM3 4.2c0 1 2.2 1.7 5 1.7s5-.7 5-1.7M3 8c0 1 2.2 1.7 5 1.7S13 9 13 8',
	pdf: 'M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 8h5M5.5 11h3',
	download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10',
	warning: 'M8 2 14.5 13.5h-13zM8 6.5v3.5M8 12h.01',
	inLibrary: 'M3 8.5 6.5 12 13 4.5',
	other: 'M9.5 2.5h4v4M13.5 2.5 8 8M11.5 9.5v4h-9v-9h4',
} as const;

export type IconName = keyof typeof drawings;

export function icon(name: IconName): SVGSVGElement {
	const drawing = svg('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' });
	drawing.append(svg('path', { d: drawings[name] }));
	return drawing;
}
