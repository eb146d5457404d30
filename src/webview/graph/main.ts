import '../shared/sentences';
import '../shared/view.css';
import '../shared/controls.css';
import './graph.css';
import { parseGraphState, parseToGraph } from '../../protocol/graph';
import { vsCodeApi } from '../shared/vscodeApi';
import { GraphView } from './graphView';

const api = vsCodeApi();
const view = new GraphView(document.body, parseGraphState(api.getState()), {
	send: message => api.postMessage(message),
	keep: state => api.setState(state),
});

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToGraph(event.data);
	if (message !== undefined) {
		view.receive(message);
	}
});
api.postMessage({ type: 'ready' });
