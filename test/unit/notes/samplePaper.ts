import type { Paper } from '../../../src/core/paper/paper';

/** A paper with every kind of field a note shows; `changes` replace some of them. */
export function samplePaper(changes: Partial<Paper> = {}): Paper {
	return {
		id: 'p1',
		'citation-key': 'song2021score',
		type: 'article',
		title: 'Score-Based Generative Modeling through Stochastic Differential Equations',
		author: [
			{ family: 'Song', given: 'Yang' },
			{ family: 'Ermon', given: 'Stefano' },
		],
		issued: { 'date-parts': [[2021, 5, 3]] },
		abstract: 'Noise is added in continuous time.\n\nA network learns to run time backwards.',
		identifiers: { arxiv: '2011.13456' },
		tags: ['diffusion', 'sde'],
		status: 'unread',
		added: '2026-08-20T10:00:00.000Z',
		updated: '2026-08-20T10:00:00.000Z',
		...changes,
	};
}

export const now = new Date(2026, 7, 21, 9, 5, 7);
