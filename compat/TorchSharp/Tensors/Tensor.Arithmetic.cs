using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor add(Tensor input, Tensor target) => input.add(target);

    public static Tensor add(Tensor input, Tensor target, Scalar alpha) => input.add(target, alpha);

    public static Tensor add(Tensor input, Scalar scalar) => input.add(scalar);

    public static Tensor add(Tensor input, Scalar scalar, Scalar alpha) => input.add(scalar, alpha);

    public static Tensor sub(Tensor input, Tensor target) => input.sub(target);

    public static Tensor sub(Tensor input, Scalar target) => input.sub(target);

    public static Tensor subtract(Tensor input, Tensor target) => input.subtract(target);

    public static Tensor subtract(Tensor input, Scalar target) => input.subtract(target);

    public static Tensor mul(Tensor input, Tensor target) => input.mul(target);

    public static Tensor mul(Tensor input, Scalar target) => input.mul(target);

    public static Tensor multiply(Tensor input, Tensor target) => input.multiply(target);

    public static Tensor multiply(Tensor input, Scalar target) => input.multiply(target);

    public static Tensor div(Tensor input, Tensor target, RoundingMode rounding_mode = RoundingMode.None) => input.div(target, rounding_mode);

    public static Tensor div(Tensor input, Scalar target, RoundingMode rounding_mode = RoundingMode.None) => input.div(target, rounding_mode);

    public static Tensor divide(Tensor input, Tensor target, RoundingMode rounding_mode = RoundingMode.None) => input.divide(target, rounding_mode);

    public static Tensor divide(Tensor input, Scalar target, RoundingMode rounding_mode = RoundingMode.None) => input.divide(target, rounding_mode);

    public static Tensor true_divide(Tensor input, Tensor other) => input.true_divide(other);

    public static Tensor true_divide(Tensor input, Scalar other) => input.true_divide(other);

    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);

    public static Tensor floor_divide(Tensor input, Scalar other) => input.floor_divide(other);

    public static Tensor fmod(Tensor input, Tensor target) => input.fmod(target);

    public static Tensor fmod(Tensor input, Scalar scalar) => input.fmod(scalar);

    public static Tensor remainder(Tensor input, Tensor target) => input.remainder(target);

    public static Tensor remainder(Tensor input, Scalar scalar) => input.remainder(scalar);

    public static Tensor pow(Tensor input, Tensor exponent) => input.pow(exponent);

    public static Tensor pow(Tensor input, Scalar exponent) => input.pow(exponent);

    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);

    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);

    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2) => input.addcdiv(tensor1, tensor2);

    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);

    public static Tensor hypot(Tensor input, Tensor other) => input.hypot(other);

    public static Tensor copysign(Tensor input, Tensor other) => input.copysign(other);

    public static Tensor logaddexp(Tensor input, Tensor other) => input.logaddexp(other);

    public static Tensor xlogy(Tensor input, Tensor y) => input.xlogy(y);

    public static Tensor xlogy(Tensor input, Scalar y) => input.xlogy(y);

    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    public static Tensor fmax(Tensor input, Tensor other) => input.fmax(other);

    public static Tensor fmin(Tensor input, Tensor other) => input.fmin(other);

    public static Tensor bitwise_and(Tensor input, Tensor other) => input.bitwise_and(other);

    public static Tensor bitwise_or(Tensor input, Tensor other) => input.bitwise_or(other);

    public static Tensor bitwise_xor(Tensor input, Tensor other) => input.bitwise_xor(other);

    public static Tensor logical_and(Tensor input, Tensor other) => input.logical_and(other);

    public static Tensor logical_or(Tensor input, Tensor other) => input.logical_or(other);

    public static Tensor logical_xor(Tensor input, Tensor other) => input.logical_xor(other);

    public enum RoundingMode
    {
        None,
        Trunc,
        Floor,
    }

    private static string? Name(RoundingMode mode) => mode switch
    {
        RoundingMode.Trunc => "trunc",
        RoundingMode.Floor => "floor",
        _ => null,
    };

    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.Call("add.Tensor", this, target);

        public Tensor add_(Tensor target) => Aten.Call("add_.Tensor", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Aten.Call("add.Tensor", this, target, alpha);

        public Tensor add_(Tensor target, Scalar alpha) => Aten.Call("add_.Tensor", this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.Call("add.Scalar", this, scalar);

        public Tensor add_(Scalar scalar) => Aten.Call("add_.Scalar", this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Aten.Call("add.Scalar", this, scalar, alpha);

        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.Call("add_.Scalar", this, scalar, alpha);

        public Tensor sub(Tensor target) => Aten.Call("sub.Tensor", this, target);

        public Tensor sub_(Tensor target) => Aten.Call("sub_.Tensor", this, target);

        public Tensor sub(Tensor target, Scalar alpha) => Aten.Call("sub.Tensor", this, target, alpha);

        public Tensor sub_(Tensor target, Scalar alpha) => Aten.Call("sub_.Tensor", this, target, alpha);

        public Tensor sub(Scalar target) => Aten.Call("sub.Scalar", this, target);

        public Tensor sub_(Scalar target) => Aten.Call("sub_.Scalar", this, target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor mul(Tensor target) => Aten.Call("mul.Tensor", this, target);

        public Tensor mul_(Tensor target) => Aten.Call("mul_.Tensor", this, target);

        public Tensor mul(Scalar target) => Aten.Call("mul.Scalar", this, target);

        public Tensor mul_(Scalar target) => Aten.Call("mul_.Scalar", this, target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.Call("div.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.Call("div_.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.Call("div.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.Call("div_.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor true_divide(Tensor other) => Aten.Call("true_divide.Tensor", this, other);

        public Tensor true_divide(Scalar other) => Aten.Call("true_divide.Scalar", this, other);

        public Tensor floor_divide(Tensor other) => Aten.Call("floor_divide", this, other);

        public Tensor floor_divide(Scalar other) => Aten.Call("floor_divide.Scalar", this, other);

        public Tensor fmod(Tensor target) => Aten.Call("fmod.Tensor", this, target);

        public Tensor fmod_(Tensor target) => Aten.Call("fmod_.Tensor", this, target);

        public Tensor fmod(Scalar scalar) => Aten.Call("fmod.Scalar", this, scalar);

        public Tensor fmod_(Scalar scalar) => Aten.Call("fmod_.Scalar", this, scalar);

        public Tensor remainder(Tensor target) => Aten.Call("remainder.Tensor", this, target);

        public Tensor remainder_(Tensor target) => Aten.Call("remainder_.Tensor", this, target);

        public Tensor remainder(Scalar scalar) => Aten.Call("remainder.Scalar", this, scalar);

        public Tensor remainder_(Scalar scalar) => Aten.Call("remainder_.Scalar", this, scalar);

        public Tensor pow(Tensor exponent) => Aten.Call("pow.Tensor_Tensor", this, exponent);

        public Tensor pow_(Tensor exponent) => Aten.Call("pow_.Tensor_Tensor", this, exponent);

        public Tensor pow(Scalar exponent) => Aten.Call("pow.Tensor_Scalar", this, exponent);

        public Tensor pow_(Scalar exponent) => Aten.Call("pow_.Tensor_Scalar", this, exponent);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcmul", this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcmul_", this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcdiv", this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcdiv_", this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.Call("addcdiv", this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.Call("addcdiv_", this, tensor1, tensor2);

        public Tensor atan2(Tensor other) => Aten.Call("atan2", this, other);

        public Tensor atan2_(Tensor other) => Aten.Call("atan2_", this, other);

        public Tensor hypot(Tensor other) => Aten.Call("hypot", this, other);

        public Tensor hypot_(Tensor other) => Aten.Call("hypot_", this, other);

        public Tensor copysign(Tensor other) => Aten.Call("copysign.Tensor", this, other);

        public Tensor copysign_(Tensor other) => Aten.Call("copysign_.Tensor", this, other);

        public Tensor logaddexp(Tensor other) => Aten.Call("logaddexp", this, other);

        public Tensor xlogy(Tensor y) => Aten.Call("xlogy.Tensor", this, y);

        public Tensor xlogy_(Tensor y) => Aten.Call("xlogy_.Tensor", this, y);

        public Tensor xlogy(Scalar y) => Aten.Call("xlogy.Scalar_Other", this, y);

        public Tensor xlogy_(Scalar y) => Aten.Call("xlogy_.Scalar_Other", this, y);

        public Tensor maximum(Tensor other) => Aten.Call("maximum", this, other);

        public Tensor minimum(Tensor other) => Aten.Call("minimum", this, other);

        public Tensor fmax(Tensor other) => Aten.Call("fmax", this, other);

        public Tensor fmin(Tensor other) => Aten.Call("fmin", this, other);

        public Tensor bitwise_and(Tensor other) => Aten.Call("bitwise_and.Tensor", this, other);

        public Tensor bitwise_and_(Tensor other) => Aten.Call("bitwise_and_.Tensor", this, other);

        public Tensor bitwise_or(Tensor other) => Aten.Call("bitwise_or.Tensor", this, other);

        public Tensor bitwise_or_(Tensor other) => Aten.Call("bitwise_or_.Tensor", this, other);

        public Tensor bitwise_xor(Tensor other) => Aten.Call("bitwise_xor.Tensor", this, other);

        public Tensor bitwise_xor_(Tensor other) => Aten.Call("bitwise_xor_.Tensor", this, other);

        public Tensor logical_and(Tensor other) => Aten.Call("logical_and", this, other);

        public Tensor logical_and_(Tensor other) => Aten.Call("logical_and_", this, other);

        public Tensor logical_or(Tensor other) => Aten.Call("logical_or", this, other);

        public Tensor logical_or_(Tensor other) => Aten.Call("logical_or_", this, other);

        public Tensor logical_xor(Tensor other) => Aten.Call("logical_xor", this, other);

        public Tensor logical_xor_(Tensor other) => Aten.Call("logical_xor_", this, other);
    }
}
