import { styleText } from 'node:util';
import type { WriteStream } from 'node:tty';
import { terminalText } from '../../core/text/printable';

type Output = Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'hasColors'>>;

/** Writes styles of texts, where a stream is a terminal that has colors and the user doesn't mind them. https://no-color.org */
export function painter(stream: Output): (style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan', text: string) => string {
	const hasColors = stream.isTTY === true && stream.hasColors?.() === true;
	return (style, text) => (hasColors ? styleText(style, text) : text);
}

/** Writes a result as it is, and where a stream is a terminal without what would steer it, but for colors. */
export function resultOn(stream: Output): (text: string) => void {
	const shown = (text: string): string =>
		text
			.replaceAll('\r\n', '\n')
			.split(color)
			.map((part, at) => (at % 2 === 0 ? terminalText(part) : part))
			.join('');
	return text => {
		stream.write(stream.isTTY === true ? shown(text) : text);
	};
}

/** What {@link painter} writes. A stranger's text in color does no harm. */
const color = /(\u001B\[\d{1,2}m)/;

/** Shows one line in place of the one before, where a stream is a terminal; `undefined` takes it away. */
export function progressOn(stream: Output): (sentence: string | undefined) => void {
	let isShown = false;
	return sentence => {
		if (stream.isTTY === true && (sentence !== undefined || isShown)) {
			stream.write(`\r\u001B[K${terminalText(sentence ?? '')}`);
			isShown = sentence !== undefined;
		}
	};
}
