import { isObject, ownValue } from '../data/json';
import type { IncomingPaper, Paper } from '../paper/paper';
import { present } from '../paper/paper';
import { isGap } from '../paper/fields';
import { isSetByUser, isUsersOwn } from './fingerprints';
import { withoutMark } from './fromSource';
import { areOfOnePublication, isPublished, isUnspecific, publicationFields } from './publication';

/**
 * The paper with the gaps filled from what services say, in their order. Nothing that is there is replaced, but for the title and type of a
 * stub, which are only its identifier, and for the type of a paper of which nobody knew yet where it was published; what the user set or
 * took away by hand is no gap. What is said of the publication comes from records of one publication only. `value-sources` names the
 * service that each field came from. Gives the very same object where nothing is new.
 */
export function fillIn(paper: Paper, found: readonly IncomingPaper[]): Paper {
	return found.reduce(fillFrom, paper);
}

function fillFrom(paper: Paper, found: IncomingPaper): Paper {
	const isStub = paper['incomplete'] === true;
	const service = found.source?.kind ?? 'unknown';
	const given = isObject(paper['value-sources']) ? paper['value-sources'] : {};
	const takesPublication = isStub || areOfOnePublication(paper, found);
	// What an archive calls a paper gives way with the first record that says where it was published.
	const takesType =
		isStub || (takesPublication && isUnspecific(paper.type) && isPublished(found) && !isPublished(paper) && !isUsersOwn(paper, 'type'));
	const gaps = Object.entries(found).filter(([field, value]) => {
		const isPlaceholder = field === 'title' ? isStub : field === 'type' && takesType && value !== paper.type;
		const isGiven = ownValue(paper, field) === undefined && (takesPublication || !publicationFields.has(field));
		return value !== undefined && isGap(field) && (isGiven || isPlaceholder) && !isSetByUser(paper, field);
	});
	const filled = Object.fromEntries(gaps);
	const sources = { ...given, ...Object.fromEntries(gaps.map(([field]) => [field, service])) };
	const news = Object.entries(found.identifiers ?? {}).filter(([kind]) => !isSetByUser(paper, `identifiers.${kind}`));
	const identifiers = { ...Object.fromEntries(news), ...paper.identifiers };
	const urls = new Set((paper.links ?? []).map(link => link.url));
	const links = isSetByUser(paper, 'links') ? [] : (found.links ?? []).filter(link => !urls.has(link.url));
	const custom =
		isObject(found['custom']) && !isSetByUser(paper, 'custom')
			? { ...found['custom'], ...(isObject(paper['custom']) ? paper['custom'] : {}) }
			: undefined;
	const after: Paper = {
		...paper,
		...filled,
		...present('identifiers', Object.keys(identifiers).length > 0 ? identifiers : undefined),
		...present('links', links.length > 0 ? [...(paper.links ?? []), ...links] : paper.links),
		...present('custom', custom ?? paper['custom']),
	};
	const fields = Object.keys(sources).length > 0 ? { 'value-sources': sources } : {};
	const changed =
		gaps.length > 0 ||
		links.length > 0 ||
		JSON.stringify(identifiers) !== JSON.stringify(paper.identifiers ?? {}) ||
		JSON.stringify(after['custom']) !== JSON.stringify(paper['custom']) ||
		isStub;
	return changed ? withoutMark({ ...after, ...fields }) : paper;
}

/** One record of what two services say of one paper: what the first lacks the other adds. */
export function joinAnswers(paper: IncomingPaper, other: IncomingPaper): IncomingPaper {
	const identifiers = { ...other.identifiers, ...paper.identifiers };
	return { ...other, ...paper, ...(Object.keys(identifiers).length === 0 ? {} : { identifiers }) };
}
