import { Random } from './random';

/**
 * Invented words by rank of frequency. The most frequent hundred are the English words that hold sentences together, since what is typed
 * meets them; all others are syllables with endings, so that words share beginnings (`brandel`, `brandeling`, `brandelations`) and have
 * near neighbours as English ones do. Frequent words are shorter: 5.8 letters a token and 7.4 a word of the dictionary, as in the dump (see
 * generatePapers.ts).
 */
export class Vocabulary {
	private readonly words: string[] = [...glue];

	constructor(private readonly seed: number) {}

	word(rank: number): string {
		const known = this.words[rank];
		if (known !== undefined) {
			return known;
		}
		const word = inventWord(new Random(this.seed + 2 * rank), rank);
		this.words[rank] = word;
		return word;
	}
}

/** A name: `Tarvonen`, `Bergliu`. */
export function inventName(seed: number): string {
	const random = new Random(seed);
	const syllables = random.next() < 0.35 ? 1 : random.next() < 0.8 ? 2 : 3;
	const name = invent(random, syllables);
	const marked = random.next() < 0.03 ? name.replace(/[aouen]/, letter => marks[letter] ?? letter) : name;
	return marked.charAt(0).toUpperCase() + marked.slice(1);
}

const marks: Readonly<Record<string, string>> = { a: 'ä', o: 'ö', u: 'ü', e: 'é', n: 'ñ' };

function inventWord(random: Random, rank: number): string {
	// A family of words has one stem; its members differ by their endings.
	const family = Math.floor(random.next() * Math.max(200, rank / 3));
	const stemRandom = new Random(family * 7919 + 17);
	const stem = invent(stemRandom, rank < 400 ? 1 + stemRandom.below(2) : stemRandom.next() < 0.55 ? 1 : stemRandom.next() < 0.85 ? 2 : 3);
	const numeric = rank > 300 && random.next() < 0.06;
	return numeric
		? random.next() < 0.5
			? String(random.below(3000))
			: stem.slice(0, 4) + String(random.below(100))
		: stem + random.pick(rank < 2000 ? endings : [...endings, ...rareEndings]);
}

function invent(random: Random, syllables: number): string {
	let word = '';
	for (let index = 0; index < syllables; index += 1) {
		word +=
			random.pick(index === 0 ? onsets : inner) +
			random.pick(vowels) +
			(index === syllables - 1 || random.next() < 0.4 ? random.pick(codas) : '');
	}
	return word;
}

// Repeated where frequent. First letters follow English: s, c, p, a, r, m, d, t lead.
const onsets =
	's s st sp sc c c c con com p p p pr pre pro r r re re m m m d d de di t t tr f f l l b b g gr h in un en n v w j k qu al a a e o i'.split(
		' ',
	);
const inner = 'b c d f g l m n p r s t v st tr nd nt ct mp l r n t'.split(' ');
const vowels = 'a a a e e e e i i i o o u u ea ou io ai'.split(' ');
const codas = ['', '', '', 'n', 'n', 'r', 'l', 's', 't', 'm', 'd', 'nt', 'st', 'ck', 'ng', 'ct'];
const endings = ['', '', '', '', '', 's', 's', 'ing', 'ed', 'al', 'tion', 'er'];
const rareEndings = ['ly', 'ity', 'ations', 'ness', 'able', 'ive', 'ism', 'ization', 'ers', 'ally'];

const glue =
	'the and of to a in for we on with that is by this from as are model which models our an can be it data these have using large based their more such new between has or not at than while also into method show both but through they over how its when each where high most across only first different propose results approach work work paper existing however present learning performance tasks training language been one two during without further well many them will each three may even other up some significant novel achieve within were under used against same best then recent address per via'.split(
		' ',
	);
