import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { commandsInWaiting } from '../../src/host/ui/commandsInWaiting';

describe('commands that are not there yet', () => {
	const id = 'marginalia.test.late';
	const manifest = { packageJSON: { contributes: { commands: [{ command: id, title: 'Late' }] } } };

	it('should wait for the command itself and give what that gives', async () => {
		let open: (() => void) | undefined;
		const ready = new Promise<void>(resolve => (open = resolve));
		const waiting = commandsInWaiting(manifest, ready);
		const result = commands.executeCommand<string>(id, 'a', 1);
		waiting.dispose();
		const command = commands.registerCommand(id, (...args: unknown[]) => args.join(' '));
		open?.();
		assert.equal(await result, 'a 1');
		command.dispose();
	});

	it('should fail where the library could not be opened', async () => {
		const waiting = commandsInWaiting(manifest, Promise.reject(new Error('the disk is gone')));
		await assert.rejects(Promise.resolve(commands.executeCommand(id)), /the disk is gone/);
		waiting.dispose();
	});
});
