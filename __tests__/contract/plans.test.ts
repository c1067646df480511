// One file, so that each sample and each program is synthesized once for all rules: jest shares nothing between files.
import './programs/golden';
import './programs/addresses';
import './programs/determinism';
import './programs/releases';
import './programs/azurerm-versions';
import './variants/props';
import './variants/ignored';
import './variants/replacing';
import './variants/replacing-table';
import './variants/chart-values';
import './variants/custom-resources';
import './variants/defaults';
import './variants/left-out';
import './variants/tokens';
