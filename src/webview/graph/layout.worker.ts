import type { FromLayout, ToLayout } from './layoutMessages';
import { LayoutSimulation } from './simulation';

// Arranges a graph in slices: between two of them the messages that came are heard.

/** Milliseconds between two pictures. */
const slice = 33;

let simulation: LayoutSimulation | undefined;
let run = 0;
let isMoving = false;

addEventListener('message', (event: MessageEvent<ToLayout>) => {
	const message = event.data;
	switch (message.type) {
		case 'arrange':
			simulation = new LayoutSimulation(message.request);
			({ run } = message);
			move();
			return;
		case 'hold':
			simulation?.hold(message.at, message.x, message.y);
			move();
			return;
		case 'release':
			simulation?.release(message.at);
			return;
	}
});

function move(): void {
	if (!isMoving) {
		isMoving = true;
		setTimeout(moveOn);
	}
}

function moveOn(): void {
	const end = performance.now() + slice;
	let goesOn = true;
	while (goesOn && performance.now() < end) {
		goesOn = simulation?.step() ?? false;
	}
	const positions = simulation?.positions() ?? new Float32Array();
	const message: FromLayout = { run, positions, isAtRest: !goesOn };
	postMessage(message, { transfer: [positions.buffer] });
	isMoving = false;
	if (goesOn) {
		move();
	}
}
