import '../shared/sentences';
import '../shared/view.css';
import '../shared/controls.css';
import '../shared/fullHeight.css';
import './table.css';
import { parseToTable } from '../../protocol/table';
import { vsCodeApi } from '../shared/vscodeApi';
import { TableView } from './tableView';

const api = vsCodeApi();
const view = new TableView(document.body, {
	send: message => api.postMessage(message),
	keep: state => api.setState(state),
});

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToTable(event.data);
	if (message !== undefined) {
		view.receive(message);
	}
});
api.postMessage({ type: 'ready' });
