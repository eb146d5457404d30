import assert from 'node:assert/strict';
import { openLibrary } from '../../../src/core/library/library';
import type { Library } from '../../../src/core/library/library';
import { PapersOfHeads } from '../../../src/core/library/papersOfHeads';
import { MemoryFileStore } from '../../fakes/memoryFileStore';

describe('papers of heads', () => {
	let library: Library;
	let papers: PapersOfHeads;
	const paperNow = (key: string) => papers.paper(library.head(key)!);

	beforeEach(async () => {
		library = await openLibrary(new MemoryFileStore(), 'library');
		await library.add(['Noise', 'Order'].map(title => ({ 'citation-key': title.toLowerCase(), type: 'article', title })));
		papers = new PapersOfHeads(library);
	});

	it('should be the same object until the paper changes, whatever happens to others', async () => {
		const before = await paperNow('noise');
		assert.equal(before?.title, 'Noise');
		await library.update(['order'], paper => ({ ...paper, title: 'Disorder' }));
		assert.equal(await paperNow('noise'), before);
		await library.update(['noise'], paper => ({ ...paper, title: 'Silence' }));
		assert.equal((await paperNow('noise'))?.title, 'Silence');
	});

	it('should be read once, also by several who ask at once, and again where it was not there', async () => {
		const asked: string[] = [];
		let isThere = true;
		const counted = new PapersOfHeads({
			paper: key => {
				asked.push(key);
				return isThere ? library.paper(key) : Promise.resolve(undefined);
			},
		});
		const [noise, order] = [library.head('noise')!, library.head('order')!];
		await Promise.all([counted.paper(noise), counted.paper(noise)]);
		assert.equal((await counted.paper(noise))?.title, 'Noise');
		isThere = false;
		assert.equal(await counted.paper(order), undefined);
		isThere = true;
		assert.equal((await counted.paper(order))?.title, 'Order');
		assert.deepEqual(asked, [noise.id, order.id, order.id]);
	});

	it('should ask again for what could not be read', async () => {
		let isBroken = true;
		const flaky = new PapersOfHeads({ paper: key => (isBroken ? Promise.reject(new Error('the disk is busy')) : library.paper(key)) });
		const head = library.head('noise')!;
		await assert.rejects(flaky.paper(head), /busy/);
		isBroken = false;
		assert.equal((await flaky.paper(head))?.title, 'Noise');
	});
});
