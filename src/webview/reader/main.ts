import '../shared/sentences';
import 'temml/dist/Temml-Local.css';
import '../shared/view.css';
import './reader.css';
import { parseReaderState, parseToReader } from '../../protocol/reader';
import { vsCodeApi } from '../shared/vscodeApi';
import { ReaderView } from './readerView';

const api = vsCodeApi();
const view = new ReaderView(document.body, parseReaderState(api.getState()), {
	send: message => api.postMessage(message),
	keep: state => api.setState(state),
});

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToReader(event.data);
	if (message !== undefined) {
		view.receive(message);
	}
});
api.postMessage({ type: 'ready' });
