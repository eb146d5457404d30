import { tableOf } from '../data/table';

/** The heading of a list of references: the document's own, else the word for it in the document's language. */
export function listTitle({
	referenceSectionTitle,
	lang = 'en',
}: {
	readonly referenceSectionTitle?: string;
	readonly lang?: string;
}): string {
	return referenceSectionTitle ?? titles.get(lang.split(/[-_]/)[0]?.toLowerCase() ?? '') ?? 'References';
}

/** As books and theses of each language head it. */
const titles = tableOf({
	ca: 'Referències',
	cs: 'Literatura',
	da: 'Litteratur',
	de: 'Literatur',
	es: 'Referencias',
	fi: 'Lähteet',
	fr: 'Références',
	it: 'Riferimenti bibliografici',
	ja: '参考文献',
	ko: '참고 문헌',
	nb: 'Referanser',
	nl: 'Literatuur',
	nn: 'Referansar',
	no: 'Referanser',
	pl: 'Bibliografia',
	pt: 'Referências',
	ru: 'Литература',
	sv: 'Referenser',
	tr: 'Kaynakça',
	uk: 'Література',
	zh: '参考文献',
});
