import { fold } from '../text/fold';

/**
 * One-based month of a name in one of the languages that bibliographies are mostly written in, or of its first three letters or more:
 * `März`, `octobre`, `Okt.`, `мая`. `undefined` where it is none, or could be two.
 */
export function monthOfWord(word: string): number | undefined {
	return found(monthNames, word);
}

/** CSL's number of a season, 1 for spring, by its name. */
export function seasonOfWord(word: string): number | undefined {
	const number = found(seasonNames, word);
	return number === undefined ? undefined : ((number - 1) % 4) + 1;
}

function found(rows: readonly string[], word: string): number | undefined {
	const plain = fold(word.normalize('NFC')).replace(/\.$/, '');
	const exact = rows.findIndex(row => ` ${row} `.includes(` ${plain} `));
	if (exact >= 0 || plain.length < 3) {
		return exact < 0 ? undefined : exact + 1;
	}
	const begun = rows.flatMap((row, index) => (` ${row}`.includes(` ${plain}`) ? [index + 1] : []));
	return begun.length === 1 ? begun[0] : undefined;
}

// English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian, Polish, Czech, Russian, Ukrainian, Turkish; the genitives
// that dates have, too. Folded as `fold` does.
const monthNames: readonly string[] = [
	'january januar janner janvier enero janeiro gennaio januari styczen stycznia leden ledna январь января січень січня ocak',
	'february februar feber fevrier febrero fevereiro febbraio februari luty lutego unor unora февраль февраля лютии лютого subat',
	'march marz mars marzo marco maart marts marzec marca brezen brezna март марта березень березня mart',
	'april avril abril aprile kwiecien kwietnia duben dubna апрель апреля квітень квітня nisan',
	'may mai mayo maio maggio mei maj maja kveten kvetna маи мая травень травня mayis',
	'june juni juin junio junho giugno czerwiec czerwca cerven cervna июнь июня червень червня haziran',
	'july juli juillet julio julho luglio lipiec lipca cervenec cervence июль июля липень липня temmuz',
	'august aout agosto augustus augusti sierpien sierpnia srpen srpna август августа серпень серпня agustos',
	'september septembre septiembre setiembre setembro settembre wrzesien wrzesnia zari сентябрь сентября вересень вересня eylul sept',
	'october oktober octobre octubre outubro ottobre pazdziernik pazdziernika rijen rijna октябрь октября жовтень жовтня ekim',
	'november novembre noviembre novembro listopad listopada listopadu ноябрь ноября kasim',
	'december dezember decembre diciembre dezembro dicembre desember grudzien grudnia prosinec prosince декабрь декабря грудень грудня aralik',
].map(row => fold(row));

const seasonNames: readonly string[] = [
	'spring fruhling fruhjahr printemps primavera lente voorjaar var wiosna jaro весна',
	'summer sommer ete verano verao estate zomer sommar lato leto лето',
	'autumn fall herbst automne otono outono autunno herfst host jesien podzim осень',
	'winter hiver invierno inverno vinter zima зима',
].map(row => fold(row));
