// One file, so that each sample is synthesized once for all rules: jest shares nothing between files.
import './props';
import './ignored';
import './replacing';
import './replacing-table';
import './chart-values';
import './custom-resources';
import './tokens';
