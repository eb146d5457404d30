import assert from 'node:assert/strict';
import { dayOf, dueText } from '../../../src/core/paper/dueDate';
import { readDueDate } from '../../../src/core/paper/readDueDate';

describe('due dates', () => {
	// A Monday.
	const today = '2026-11-30';
	const read = (text: string, language = 'en') => readDueDate(text, today, language);

	it('should be read as people write them', () => {
		const meant: Readonly<Record<string, string>> = {
			'2026-12-01': '2026-12-01',
			' 2026/12/01 ': '2026-12-01',
			'1 December 2026': '2026-12-01',
			'1 December': '2026-12-01',
			'December 24': '2026-12-24',
			'3 March': '2027-03-03',
			today: '2026-11-30',
			Tomorrow: '2026-12-01',
			friday: '2026-12-04',
			Fri: '2026-12-04',
			'next friday': '2026-12-04',
			monday: '2026-12-07',
			'in 2 weeks': '2026-12-14',
			'2 weeks': '2026-12-14',
			'2w': '2026-12-14',
			'+3d': '2026-12-03',
			'in a week': '2026-12-07',
			'next month': '2026-12-30',
			'in 3 months': '2027-02-28',
			'1 year': '2027-11-30',
			'2026-12': '2026-12-31',
			'February 2028': '2028-02-29',
			'2027': '2027-12-31',
		};
		assert.deepEqual(Object.fromEntries(Object.keys(meant).map(text => [text, read(text)])), meant);
	});

	it('should be read in the other languages of the product', () => {
		assert.deepEqual(
			['morgen', 'übermorgen', 'Freitag', 'in 2 Wochen', 'nächsten Monat', '1. Dezember 2026'].map(text => read(text, 'de')),
			['2026-12-01', '2026-12-02', '2026-12-04', '2026-12-14', '2026-12-30', '2026-12-01'],
		);
		assert.deepEqual(
			['明天', '星期五', '2周后', '3天', '3个月', '2026年12月1日'].map(text => read(text, 'zh-cn')),
			['2026-12-01', '2026-12-04', '2026-12-14', '2026-12-03', '2027-02-28', '2026-12-01'],
		);
	});

	it('should be nothing else', () => {
		for (const text of [
			'',
			'  ',
			'soon',
			'2026-02-30',
			'30 February',
			'in weeks',
			'-3d',
			'constructor',
			'0026-01-01',
			'x'.repeat(100_000),
		]) {
			assert.equal(read(text), undefined, text.slice(0, 20));
		}
		assert.equal(readDueDate('friday', 'no day', 'en'), undefined);
		assert.equal(read('friday', 'no language!'), '2026-12-04');
		assert.equal(read('9999 years'), '9999-12-31');
	});

	it('should be said in words, from either side of today', () => {
		const said = (due: string | undefined) => dueText(due, today);
		assert.deepEqual(['2026-11-30', '2026-12-01', '2026-12-05', '2026-11-29', '2026-10-31'].map(said), [
			'due today',
			'due tomorrow',
			'due 2026-12-05',
			'overdue by 1 day',
			'overdue by 30 days',
		]);
		assert.deepEqual([undefined, '', 'soon', '2026-13-01', '2026-02-30', '2026-12-01T10:00'].map(said), ['', '', '', '', '', '']);
		assert.equal(dayOf(new Date(2026, 10, 30, 23, 59)), today);
		assert.equal(dayOf(new Date(2026, 10, 30, 0, 1)), today);
	});
});
