import type { Dialect } from '../entryTypes';
import { isOthers } from '../../paper/names';
import type { Name } from '../../paper/paper';
import { textToTex } from './texWriter';

/**
 * A name as BibTeX has it: `van Beethoven, Ludwig`, `King, Jr., Martin Luther`, `{World Health Organization}`. A family name that the
 * reader would take apart (`de Souza` without a particle of its own) stands in braces.
 */
export function nameToTex(name: Name, dialect: Dialect): string {
	if (name.literal !== undefined) {
		return isOthers(name) ? 'others' : `{${textToTex(name.literal)}}`;
	}
	if (dialect === 'biblatex' && name['dropping-particle'] !== undefined) {
		return extendedName(name);
	}
	const particle = [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' ');
	const family = [...(particle === '' ? [] : [textToTex(particle)]), writeFamily(name.family ?? '')].join(' ');
	const parts = name.suffix === undefined ? [family, part(name.given)] : [family, part(name.suffix), part(name.given)];
	return name.given === undefined && name.suffix === undefined && !/\s/.test(family) ? family : parts.join(', ').trim();
}

function writeFamily(family: string): string {
	const tex = textToTex(family);
	return /^\p{Ll}|\s\p{Ll}|,|\band\b/u.test(family) || family === '' ? `{${tex}}` : tex;
}

function part(text: string | undefined): string {
	const tex = textToTex(text ?? '');
	return /,|\band\b/.test(tex) ? `{${tex}}` : tex;
}

/** `family=Goethe, given=Johann Wolfgang, prefix=von, useprefix=false`. biblatex manual, section 3.4. */
function extendedName(name: Name): string {
	const parts = {
		family: name.family,
		given: name.given,
		suffix: name.suffix,
		prefix: [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean).join(' '),
		useprefix: 'false',
	};
	return Object.entries(parts)
		.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${part(value)}`]))
		.join(', ');
}
