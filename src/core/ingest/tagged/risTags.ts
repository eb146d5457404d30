import { tableOf } from '../../data/table';
/**
 * The tags that hold something else in a reference type than in most: EndNote's fields by type, as its RIS export writes them.
 * https://en.wikipedia.org/wiki/RIS_(file_format)#Tags The value is a CSL variable: of names, a date, or text.
 */
export const tagsOfType = tableOf<Readonly<Record<string, string>>>({
	// ET is the day on which an article went online, not an edition.
	JOUR: { ET: 'available-date' },
	EJOUR: { ET: 'available-date' },
	GEN: { A2: 'editor' },
	ANCIENT: { A2: 'editor' },
	UNPB: { A2: 'editor' },
	CTLG: { A2: 'contributor' },
	EDBOOK: { AU: 'editor', A1: 'editor' },
	CPAPER: { C1: 'publisher-place', A4: 'contributor' },
	CONF: { C1: 'publisher-place', A4: 'contributor' },
	THES: { A3: 'contributor', VL: 'genre', T2: 'division', M1: 'number' },
	RPRT: { A4: 'contributor' },
	DATA: { A2: 'producer', A4: 'contributor', ET: 'version', IS: 'number' },
	DBASE: { ET: 'version' },
	COMP: { ET: 'version', VL: 'edition' },
	BILL: { A2: 'author', M1: 'number', ET: 'chapter-number', T3: 'authority' },
	CASE: { A2: 'container-title', A3: 'contributor', A4: 'contributor', SV: 'number', PB: 'authority', ET: 'references', T3: 'genre' },
	HEAR: { T2: 'section', T3: 'authority', M1: 'number', ET: 'chapter-number' },
	STAT: { M1: 'number', ET: 'chapter-number' },
	PAT: { A2: 'authority', A3: 'contributor', SN: 'number', M1: 'call-number', T2: 'container-title', ET: 'genre' },
	MPCT: { AU: 'director', A1: 'director', A2: 'contributor', A3: 'producer', A4: 'performer', SP: 'dimensions', ET: 'version' },
	ADVS: { AU: 'director', A1: 'director', A2: 'performer', A3: 'producer', SP: 'dimensions', ET: 'version' },
	MULTI: { AU: 'director', A1: 'director' },
	VIDEO: { AU: 'director', A1: 'director' },
	MUSIC: { AU: 'composer', A1: 'composer', A2: 'performer', A4: 'producer', T2: 'container-title' },
	ART: { M1: 'dimensions', ET: 'version' },
	CHART: { VL: 'dimensions', ET: 'version', T2: 'medium' },
	FIGURE: { VL: 'dimensions', ET: 'version', T2: 'medium' },
	EQUA: { VL: 'dimensions', ET: 'version', T2: 'medium' },
	PCOMM: { A2: 'recipient', ET: 'medium' },
	ICOMM: { A2: 'recipient' },
	MANSCPT: { ET: 'medium' },
});

/** Variables of names among them. */
export const nameVariables: ReadonlySet<string> = new Set([
	'author',
	'editor',
	'director',
	'producer',
	'performer',
	'composer',
	'recipient',
	'contributor',
]);

/** Types whose `SN` is their number where it is no ISBN or ISSN. */
export const numberedTypes: ReadonlySet<string> = new Set(['report', 'standard']);
