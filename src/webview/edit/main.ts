import '../shared/sentences';
import '../shared/view.css';
import './edit.css';
import { parseKeptEdit, parseToEdit } from '../../protocol/edit';
import { vsCodeApi } from '../shared/vscodeApi';
import { EditView } from './editView';

const api = vsCodeApi();
const view = new EditView(document.body, parseKeptEdit(api.getState()), {
	send: message => api.postMessage(message),
	keep: state => api.setState(state),
});

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToEdit(event.data);
	if (message !== undefined) {
		view.receive(message);
	}
});
// What was typed last is kept, too, when the window reloads.
window.addEventListener('pagehide', () => view.keepNow());
document.addEventListener('visibilitychange', () => view.keepNow());
api.postMessage({ type: 'ready' });
