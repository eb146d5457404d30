import { styleText } from 'node:util';
import type { WriteStream } from 'node:tty';

type Output = Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'hasColors'>>;

/** Writes styles of texts, where a stream is a terminal that has colors and the user doesn't mind them. https://no-color.org */
export function painter(stream: Output): (style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan', text: string) => string {
	const hasColors = stream.isTTY === true && stream.hasColors?.() === true;
	return (style, text) => (hasColors ? styleText(style, text) : text);
}

/** Shows one line in place of the one before, where a stream is a terminal; `undefined` takes it away. */
export function progressOn(stream: Output): (sentence: string | undefined) => void {
	let isShown = false;
	return sentence => {
		if (stream.isTTY === true && (sentence !== undefined || isShown)) {
			stream.write(`\r\u001B[K${sentence ?? ''}`);
			isShown = sentence !== undefined;
		}
	};
}
