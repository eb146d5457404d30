/** Papers that show every part of the views: long and short ones, with formulas, tags, links, and without abstract. All are made up. */
const sentence = 'The sentence is repeated to make an abstract of some length, and says nothing else. ';

const firstTitle = 'What Rivers Forget When They Reach the Sea';

export const papers = [
	{
		key: 'noether2020rivers',
		title: firstTitle,
		entry: `@article{noether2020rivers, author = {Noether, Ada and Humboldt, Wil}, title = {${firstTitle}}, year = 2020, journal = {Journal of Calm Results}, doi = {10.5555/rivers.1}, keywords = {water, memory}, abstract = {We minimise $f(x) = \\sum_i x_i^2$. ${sentence.repeat(8)}}}`,
	},
	{
		key: 'roe2021ponds',
		title: 'Ponds',
		entry: '@book{roe2021ponds, author = {Roe, Rick}, title = {Ponds}, year = 2021, publisher = {Made-Up Press}, keywords = {water}}',
	},
	{
		key: 'ilhan2019light',
		title: 'Moving Light',
		entry: `@inproceedings{ilhan2019light, author = {İlhan, Deniz}, title = {Moving Light}, year = 2019, booktitle = {Proceedings of Calm}, abstract = {${sentence.repeat(3)}}}`,
	},
] as const;

/** Two records of one paper, for the view of duplicates. */
export const twice = `
@article{ho2020, author = {Ho, Jonathan and Jain, Ajay}, title = {Diffusion Models of Almost Everything}, year = 2020, journal = {Journal of Noise}, volume = 3}
@inproceedings{ho2021diffusion, author = {Ho, Jonathan}, title = {Difusion Model of Almost Everything}, year = 2021, booktitle = {Proceedings of Noise}}
`;
