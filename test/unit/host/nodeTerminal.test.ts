import assert from 'node:assert/strict';
import { painter, resultOn } from '../../../src/host/files/nodeTerminal';

describe('what is written to a terminal', () => {
	function written(isTTY: boolean, text: string): string {
		let all = '';
		resultOn({ isTTY, write: (part: string | Uint8Array) => ((all += String(part)), true) })(text);
		return all;
	}

	it("should neither clear it, name its window, move its cursor nor turn a stranger's words around", () => {
		for (const sequence of [
			'\u001B[2J',
			'\u001B]0;a\u0007',
			'\u009B2J',
			'\u009D0;a\u009C',
			'a\rb',
			'\b\b',
			'\u001B[8mx',
			'\u202Ea',
			'\u001Bc',
		]) {
			assert.doesNotMatch(
				written(true, `@book{a${sequence}}\n`),
				/[\u0000-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F\u202E]|\u001B(?!\[\d{1,2}m)/,
			);
		}
	});

	it('should keep lines, tabs and our own colors, and be exact where it goes to a file', () => {
		const paint = painter({ isTTY: true, hasColors: () => true, write: () => true });
		const text = `TY  - BOOK\r\n\t${paint('cyan', 'a')}\r\n`;
		assert.equal(written(true, text), text.replaceAll('\r\n', '\n'));
		assert.equal(written(false, '\u001B[2J\r\n'), '\u001B[2J\r\n');
	});
});
