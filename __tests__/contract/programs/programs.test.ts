// One file, so that each program is synthesized once for all rules: jest shares nothing between files.
import './golden';
import './addresses';
import './determinism';
