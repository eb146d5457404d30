import { tableOf } from '../../data/table';
import { decodeEntities } from '../../text/html';

/** Words of a record that belong to its format rather than to the work, as a language writes them. */
export interface LocalWords {
	/** `PhD thesis`, where it is what a reader of BibTeX says for `@phdthesis`. */
	readonly genre: (genre: string) => string;
	/** biblatex's `pubstate`: `in press` for `inpress`. */
	readonly pubstate: (state: string) => string;
	/** Whether a work that says nothing of its language is taken for English: where the document is. */
	readonly isEnglish: boolean;
	/** The title of an English work as the style begins subtitles. */
	readonly title: (title: string) => string;
}

/**
 * @param localeXml the CSL locale of the language, whose terms say `forthcoming` and `in press`
 * @param capitalSubtitles whether what follows a colon begins with a capital
 */
export function localWords(language: string, localeXml: string, capitalSubtitles: boolean): LocalWords {
	const theses = thesisWords.get(language.split('-')[0]?.toLowerCase() ?? '');
	return {
		isEnglish: /^en\b/i.test(language),
		// A word with a capital within, such as iPhone, is a name.
		title: title =>
			capitalSubtitles ? title.replace(/(?<=[:?!] )(?<!<[^<>]{0,50})\p{Ll}(?=\p{Ll}*(?!\p{L}))/gu, letter => letter.toUpperCase()) : title,
		genre: genre =>
			theses === undefined ? genre : /^phd thesis$/i.test(genre) ? theses[0] : /^master['’]s thesis$/i.test(genre) ? theses[1] : genre,
		pubstate: state => {
			const term = pubstates.get(state.toLowerCase());
			return term === undefined
				? state
				: decodeEntities(new RegExp(`<term name="${term}"(?: form="long")?>([^<]+)</term>`).exec(localeXml)?.[1]?.trim() ?? term);
		},
	};
}

/** biblatex manual, 4.9.2.11 */
const pubstates = tableOf({
	inpress: 'in press',
	forthcoming: 'forthcoming',
	inpreparation: 'in preparation',
	submitted: 'submitted',
	prepublished: 'pre-published',
});

/** As universities and biblatex's localisation modules name them. */
const thesisWords = tableOf<readonly [doctoral: string, master: string]>({
	ca: ['tesi doctoral', 'treball de màster'],
	cs: ['disertační práce', 'diplomová práce'],
	da: ['ph.d.-afhandling', 'kandidatspeciale'],
	de: ['Dissertation', 'Masterarbeit'],
	es: ['Tesis doctoral', 'Tesis de máster'],
	fi: ['väitöskirja', 'pro gradu -tutkielma'],
	fr: ['thèse de doctorat', 'mémoire de master'],
	it: ['tesi di dottorato', 'tesi di laurea magistrale'],
	ja: ['博士論文', '修士論文'],
	nb: ['doktoravhandling', 'masteroppgave'],
	nl: ['proefschrift', 'masterscriptie'],
	nn: ['doktoravhandling', 'masteroppgåve'],
	pl: ['rozprawa doktorska', 'praca magisterska'],
	pt: ['tese de doutorado', 'dissertação de mestrado'],
	ru: ['диссертация', 'магистерская диссертация'],
	sv: ['doktorsavhandling', 'masteruppsats'],
	tr: ['doktora tezi', 'yüksek lisans tezi'],
	zh: ['博士论文', '硕士论文'],
});
