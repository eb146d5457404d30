// Imported first by each view: what is written in the module scope of the others is translated already.
import { filledIn, translateWith } from '../../core/data/localize';
import { isObject, parseJson } from '../../core/data/json';

/** The sentences of the user's language, which the host writes into the page; none where that is English. */
const sentences = parseJson(document.getElementById('sentences')?.textContent ?? '');

if (isObject(sentences)) {
	translateWith((sentence, ...values) => {
		const translated = sentences[sentence];
		return filledIn(typeof translated === 'string' ? translated : sentence, ...values);
	});
}
