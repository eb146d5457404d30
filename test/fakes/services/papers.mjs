/**
 * Papers that nobody wrote, which the pretended services know.
 * @typedef {object} MadeUpPaper
 * @property {string} title
 * @property {string[]} authors given and family name
 * @property {string} abstract
 * @property {number} year
 * @property {string} [arxiv]
 * @property {string} [doi]
 * @property {string} [journal]
 * @property {string} [retractedBy] the notice's DOI
 * @property {string} [publishedAs] the DOI of a preprint's publication
 */

/** @type {readonly MadeUpPaper[]} */
export const papers = [
	{
		title: 'Bananas in Space: A Survey',
		authors: ['Ada Peel', 'Bruno Curve'],
		abstract: 'We survey bananas in space. None of this is true.',
		year: 2024,
		arxiv: '2403.00001',
	},
	{
		title: 'Learning to Peel without Supervision',
		authors: ['Ada Peel'],
		abstract: 'A made-up method peels fruit nobody labelled.',
		year: 2025,
		arxiv: '2503.00002',
		doi: '10.5555/peel.2',
		journal: 'Journal of Made-Up Results',
	},
	{
		title: 'The Weight of Imaginary Fruit',
		authors: ['Carla Núñez', 'Dai Wei'],
		abstract: 'It weighs as much as one imagines.',
		year: 2021,
		doi: '10.5555/fruit.3',
		journal: 'Annals of Nothing',
		retractedBy: '10.5555/retraction.3',
	},
	{
		title: 'On Peeling, Revisited',
		authors: ['Bruno Curve'],
		abstract: 'Peeling is visited again.',
		year: 2023,
		doi: '10.5555/peeling.4',
		journal: 'Annals of Nothing',
		publishedAs: '10.5555/peeling.5',
	},
];

/**
 * @param {MadeUpPaper} paper
 */
export function arxivEntry({ title, authors, abstract, year, arxiv, doi }) {
	return `<entry><id>http://arxiv.org/abs/${arxiv}v2</id><title>${escapeXml(title.replace(': ', ':\n  '))}</title><updated>${year}-03-02T00:00:00Z</updated><published>${year}-03-01T00:00:00Z</published>
<summary>  ${escapeXml(abstract)}
</summary>${authors.map(name => `<author><name>${escapeXml(name)}</name></author>`).join('')}${doi ? `<arxiv:doi>${doi}</arxiv:doi>` : ''}<link href="https://arxiv.org/abs/${arxiv}v2" rel="alternate"/><category term="cs.FR"/></entry>`;
}

/**
 * @param {MadeUpPaper} paper
 */
export function crossrefWork({ title, authors, abstract, year, doi, journal, retractedBy, publishedAs }) {
	return {
		DOI: doi,
		type: publishedAs ? 'posted-content' : 'journal-article',
		title: [title],
		'container-title': journal ? [journal] : [],
		abstract: `<jats:title>Abstract</jats:title><jats:p>${escapeXml(abstract)}</jats:p>`,
		author: authors.map(name => ({
			given: name.split(' ')[0],
			family: name.split(' ').slice(1).join(' '),
			sequence: 'first',
			affiliation: [],
		})),
		issued: { 'date-parts': [[year, 5]] },
		URL: `https://doi.org/${doi}`,
		publisher: 'Nobody',
		relation: publishedAs ? { 'is-preprint-of': [{ 'id-type': 'doi', id: publishedAs, 'asserted-by': 'subject' }] } : {},
		...(retractedBy ? { 'updated-by': [{ DOI: retractedBy, type: 'retraction', updated: { 'date-time': '2022-01-02T00:00:00Z' } }] } : {}),
	};
}

/**
 * @param {MadeUpPaper} paper
 */
export function openAlexWork({ title, authors, abstract, year, doi, arxiv, retractedBy }) {
	const id = openAlexId({ doi, arxiv });
	/** @type {Record<string, number[]>} */
	const index = {};
	abstract.split(' ').forEach((word, place) => (index[word] ??= []).push(place));
	return {
		id: `https://openalex.org/${id}`,
		doi: `https://doi.org/${doi ?? `10.48550/arxiv.${arxiv}`}`,
		title,
		publication_year: year,
		publication_date: `${year}-05-01`,
		type: 'article',
		authorships: authors.map(name => ({ author: { display_name: name }, raw_author_name: name })),
		abstract_inverted_index: index,
		is_retracted: Boolean(retractedBy),
		best_oa_location: { pdf_url: `https://example.org/${id}.pdf` },
		referenced_works: papers.filter(paper => paper.year < year).map(paper => `https://openalex.org/${openAlexId(paper)}`),
	};
}

/**
 * @param {{ doi?: string, arxiv?: string }} paper
 */
export function openAlexId({ doi, arxiv }) {
	return `W${[...`${doi ?? arxiv}`].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_000_007, 7)}`;
}

/**
 * @param {MadeUpPaper} paper
 */
export function dailyItem({ title, authors, abstract, year, arxiv }) {
	return {
		paper: {
			id: arxiv,
			title,
			summary: abstract,
			authors: authors.map(name => ({ name, hidden: false })),
			upvotes: 42,
			publishedAt: `${year}-03-01T00:00:00.000Z`,
			submittedOnDailyAt: `${year}-03-02T00:00:00.000Z`,
			ai_keywords: ['fruit'],
			githubRepo: 'https://github.com/nobody/bananas',
			githubStars: 7,
		},
		publishedAt: `${year}-02-28T19:00:00.000Z`,
		title,
		thumbnail: 'https://example.org/thumbnail.png',
		numComments: 3,
		submittedBy: { name: 'nobody' },
	};
}

/**
 * @param {string} text
 */
function escapeXml(text) {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
