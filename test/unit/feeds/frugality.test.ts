import assert from 'node:assert/strict';
import { drawsFromBattery, runsOnBattery, savesData } from '../../../src/core/feeds/frugality';

describe('runsOnBattery', () => {
	const battery = { type: 'Battery', status: 'Discharging' };

	it('should be so while the battery discharges and nothing else gives power', () => {
		assert.equal(runsOnBattery([{ type: 'Mains', online: '0' }, battery]), true);
		assert.equal(runsOnBattery([battery]), true);
		assert.equal(
			runsOnBattery([
				{ type: 'Mains', online: '1' },
				{ type: 'Battery', status: 'Charging' },
			]),
			false,
		);
		assert.equal(runsOnBattery([{ type: 'USB', online: '1' }, battery]), false);
		assert.equal(runsOnBattery([]), false);
	});

	it('should not be so for the battery of a mouse', () => {
		assert.equal(runsOnBattery([{ ...battery, scope: 'Device' }]), false);
	});
});

describe('drawsFromBattery', () => {
	it('should read what a Mac says', () => {
		assert.equal(
			drawsFromBattery("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t80%; discharging; 5:00 remaining present: true\n"),
			true,
		);
		assert.equal(
			drawsFromBattery("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t100%; charged; 0:00 remaining present: true\n"),
			false,
		);
	});
});

describe('savesData', () => {
	it('should be so where the user or the network wants it', () => {
		assert.deepEqual([{ saveData: true }, { type: 'cellular' }, { saveData: false, type: 'wifi' }, {}, undefined].map(savesData), [
			true,
			true,
			false,
			false,
			false,
		]);
	});
});
