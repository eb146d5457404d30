/** The BCP 47 tag of a babel or polyglossia language name, as `langid` has it; `undefined` where the name is not one. */
export function languageTag(name: string): string | undefined {
	return tags.get(name.toLowerCase());
}

/** The babel name of a BCP 47 tag, or of its language alone. */
export function babelName(tag: string): string | undefined {
	const wanted = tag.toLowerCase().replace('_', '-');
	return (
		rows.find(([, known]) => known.toLowerCase() === wanted) ?? rows.find(([, known]) => known.split('-')[0]?.toLowerCase() === wanted)
	)?.[0];
}

// Babel's names, https://ctan.org/pkg/babel (section 1.14). The first row of a tag is the name that is written.
const rows: readonly (readonly [name: string, tag: string])[] = [
	['american', 'en-US'],
	['english', 'en-US'],
	['USenglish', 'en-US'],
	['usenglish', 'en-US'],
	['british', 'en-GB'],
	['UKenglish', 'en-GB'],
	['ukenglish', 'en-GB'],
	['australian', 'en-AU'],
	['canadian', 'en-CA'],
	['newzealand', 'en-NZ'],
	['ngerman', 'de-DE'],
	['german', 'de-DE'],
	['naustrian', 'de-AT'],
	['austrian', 'de-AT'],
	['nswissgerman', 'de-CH'],
	['swissgerman', 'de-CH'],
	['french', 'fr-FR'],
	['francais', 'fr-FR'],
	['frenchb', 'fr-FR'],
	['canadien', 'fr-CA'],
	['acadian', 'fr-CA'],
	['spanish', 'es-ES'],
	['mexican', 'es-MX'],
	['italian', 'it-IT'],
	['portuguese', 'pt-PT'],
	['portuges', 'pt-PT'],
	['brazilian', 'pt-BR'],
	['brazil', 'pt-BR'],
	['dutch', 'nl-NL'],
	['afrikaans', 'af-ZA'],
	['catalan', 'ca-AD'],
	['croatian', 'hr-HR'],
	['czech', 'cs-CZ'],
	['danish', 'da-DK'],
	['estonian', 'et-EE'],
	['finnish', 'fi-FI'],
	['greek', 'el-GR'],
	['polutonikogreek', 'grc'],
	['ancientgreek', 'grc'],
	['hebrew', 'he-IL'],
	['hungarian', 'hu-HU'],
	['magyar', 'hu-HU'],
	['icelandic', 'is-IS'],
	['indonesian', 'id-ID'],
	['irish', 'ga-IE'],
	['japanese', 'ja-JP'],
	['korean', 'ko-KR'],
	['latin', 'la'],
	['latvian', 'lv-LV'],
	['lithuanian', 'lt-LT'],
	['norsk', 'nb-NO'],
	['norwegian', 'nb-NO'],
	['nynorsk', 'nn-NO'],
	['persian', 'fa-IR'],
	['polish', 'pl-PL'],
	['romanian', 'ro-RO'],
	['russian', 'ru-RU'],
	['serbian', 'sr-RS'],
	['slovak', 'sk-SK'],
	['slovene', 'sl-SI'],
	['slovenian', 'sl-SI'],
	['swedish', 'sv-SE'],
	['thai', 'th-TH'],
	['turkish', 'tr-TR'],
	['ukrainian', 'uk-UA'],
	['vietnamese', 'vi-VN'],
	['welsh', 'cy-GB'],
	['arabic', 'ar'],
	['basque', 'eu-ES'],
	['bulgarian', 'bg-BG'],
	['esperanto', 'eo'],
	['galician', 'gl-ES'],
	['chinese', 'zh-CN'],
	['pinyin', 'zh-Latn'],
];

const tags: ReadonlyMap<string, string> = new Map(rows.map(([name, tag]) => [name.toLowerCase(), tag]));
