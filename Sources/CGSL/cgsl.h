// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the GNU Scientific Library that OutputAnalysis uses.
#ifndef OSBP_CGSL_H
#define OSBP_CGSL_H
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>
#endif
