import type { Name } from '../paper';
import { present } from '../paper';
import { unfold } from '../text/fold';

/**
 * A name as reference managers write it: `King, Martin Luther, Jr.`, `van Beethoven, Ludwig`; without a comma it is a body, or a person whose parts no one told apart.
 * `undefined` where nothing is written.
 */
export function invertedName(text: string): Name | undefined {
	const [family = '', given, ...suffix] = unfold(text).split(',').map(part => part.trim());
	if (family === '' && given === undefined) {
		return undefined;
	}
	if (given === undefined) {
		return { literal: family };
	}
	return { ...present('family', family === '' ? undefined : family), ...present('given', given === '' ? undefined : given), ...present('suffix', suffix.length === 0 ? undefined : suffix.join(', ')) };
}

/** The names of one record. Several without any comma among them are in natural order (`Catarina Barata`), unless one of them looks like a body. */
export function creatorNames(texts: readonly string[]): readonly (Name | undefined)[] {
	const natural = texts.length > 1 && texts.every(text => twoToFourWords.test(text.trim()) && !bodyWords.test(text));
	return texts.map(natural ? naturalName : invertedName);
}

const twoToFourWords = /^\p{Lu}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){1,3}$/u;
const bodyWords = /\b(?:and|of|for|the|und|de la|associat|organi[sz]ation|institut|universit|collaborat|consorti|committee|council|department|ministry|agency|office|commission|society|network|cent(?:er|re)|foundation|group|team|union|board|bureau|press|bank|inc|ltd|gmbh|company|corporation|national|international|federal|studies|research|project|program|staff)/i;

/** A name in natural order: the last word is the family name, small words before it belong to it; a single word stands for itself. */
export function naturalName(text: string): Name | undefined {
	if (text.includes(',')) {
		return invertedName(text);
	}
	const words = unfold(text).split(' ').filter(word => word !== '');
	if (words.length <= 1) {
		return words[0] === undefined ? undefined : { literal: words[0] };
	}
	const suffix = /^(?:Jr|Sr|II|III|IV)\.?$/.test(words.at(-1) ?? '') && words.length > 2 ? words.at(-1) : undefined;
	const names = suffix === undefined ? words : words.slice(0, -1);
	const particle = names.findIndex((word, index) => index > 0 && index < names.length - 1 && /^\p{Ll}/u.test(word));
	const start = particle < 0 ? names.length - 1 : particle;
	const particles = names.slice(start, -1).join(' ');
	return {
		family: names.at(-1) ?? '',
		given: names.slice(0, start).join(' '),
		...present('non-dropping-particle', particles === '' ? undefined : particles),
		...present('suffix', suffix),
	};
}

/** Single capitals get their full stops: `John S` gives `John S.`, `I D` gives `I. D.` */
export function dotInitials(name: Name): Name {
	return name.given === undefined ? name : { ...name, given: name.given.replace(/(?<![\p{L}\p{M}'’-])(\p{Lu})(?=\s|$)/gu, '$1.') };
}
